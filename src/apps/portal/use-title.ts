import { useEffect } from 'react'
import { words } from './words.ts'

/** What the browser's tab and a screen reader call the page. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} - ${words.app}`
  }, [title])
}
