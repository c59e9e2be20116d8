import { Conflict } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/chain.ts'
import type { Recording, Transfer } from '../model.ts'
import { getItem } from '../public.ts'
import { holdingsOf, refusesRecording, refusesTransfer } from '../rules/custody.ts'
import * as store from '../store/chain.ts'

export const chain: readonly Route[] = [
  serve(contract.custodyOfItem, async ({ id }, { tx, concerns }) => {
    const item = await getItem(tx, id)
    concerns('evidence', id)
    const transfers = await store.transfersOf(tx, [id])
    return { item, transfers, holdings: holdingsOf(item, transfers) }
  }),

  serve(contract.handOver, async ({ id, transferId, ...told }, { tx, asker, at, concerns, note }) => {
    const item = await getItem(tx, id)
    concerns('evidence', id)
    const transfers = await store.transfersOf(tx, [id])
    unlessRefused(refusesTransfer(told, { item, transfers, at }))
    const seq = transfers.length + 1
    const transfer: Transfer = { ...told, id: transferId, itemId: id, seq, recordedBy: asker.name, recordedAt: at }
    if (!(await store.insertTransfer(tx, transfer, item.region)))
      throw new Conflict('该证据刚有另一次移交登记，请刷新后再办理')
    note({ seq, sha256: item.sha256 })
    return transfer
  }),

  serve(contract.bindRecording, async ({ id, recordingId, ...told }, { tx, asker, at, concerns, note }) => {
    const item = await getItem(tx, id)
    concerns('case', told.caseId)
    unlessRefused(refusesRecording(told, { item, at }))
    const recording: Recording = { ...told, id: recordingId, itemId: id, boundBy: asker.name, boundAt: at }
    if (!(await store.insertRecording(tx, recording, item.region))) throw new Conflict('该录音录像已经对应到这个环节')
    note({ moment: told.moment, sha256: item.sha256 })
    return recording
  }),
]
