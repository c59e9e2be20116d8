import * as evidence from '../contexts/evidence/contract.ts'
import { bindRecording, handOver } from '../contexts/evidence/contract/chain.ts'
import type { Case } from '../contexts/casework/model.ts'
import type { Instant } from '../kernel/time.ts'
import type { Random } from './random.ts'
import type { VisitPlan } from './visit.ts'
import { minutesAfter } from './visit.ts'
import type { Voice } from './voice.ts'

const SAMPLES_A_SECOND = 8_000
const SECONDS = 2
const HEADER_BYTES = 44

/** Two seconds of a soft tone as WAV: an invented recording that a player really plays. */
function aRecording(pitch: number): Buffer {
  const samples = SAMPLES_A_SECOND * SECONDS
  const wav = Buffer.alloc(HEADER_BYTES + samples, 128)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(HEADER_BYTES - 8 + samples, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(SAMPLES_A_SECOND, 24)
  wav.writeUInt32LE(SAMPLES_A_SECOND, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples, 40)
  for (let nth = 0; nth < samples; nth += 1)
    wav[HEADER_BYTES + nth] = 128 + Math.round(20 * Math.sin((2 * Math.PI * pitch * nth) / SAMPLES_A_SECOND))
  return wav
}

type Parts = { readonly voice: Voice; readonly random: Random; readonly visit: VisitPlan; readonly held: Case }

/** The interview's sound is kept, bound to the interview and handed to the store-room. */
export async function keepRecording(
  { voice, random, visit: { team }, held }: Parts,
  { from, until }: { from: Instant; until: Instant },
): Promise<void> {
  const [interview] = held.interviews
  if (!interview) return
  const id = await voice.photo(
    team.second,
    evidence.addEvidence,
    {
      id: random.uuid(),
      subjectKind: 'case',
      subjectId: held.id,
      kind: 'audio-visual',
      name: `${interview.respondent}询问录音`,
      proves: '询问过程合法，笔录与所述一致',
      takenAt: from,
      place: interview.place,
    },
    aRecording(300 + random.int(0, 200)),
  )
  await voice.say(team.second, bindRecording, {
    id,
    recordingId: random.uuid(),
    caseId: held.id,
    moment: 'interview',
    shows: interview.id,
    startedAt: from,
    endedAt: until,
    partyTold: true,
  })
  await voice.say(team.second, handOver, {
    id,
    transferId: random.uuid(),
    handedAt: minutesAfter(until, -1),
    from: team.second.officer.name,
    to: '局证据室（演示）',
    place: '局证据室2号柜',
    purpose: '询问结束，当日入库',
    condition: '原始存储卡封存，封条完好，校验值一致',
    witness: null,
  })
}
