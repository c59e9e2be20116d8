import { openLog, type Log } from '../../src/platform/log.ts'

/** A log whose lines can be read again. */
export function openLogInto(): { log: Log; text: () => string } {
  let text = ''
  return {
    log: openLog('trace', {
      write: (line: string) => {
        text += line
      },
    }),
    text: () => text,
  }
}
