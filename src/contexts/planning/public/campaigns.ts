import type { Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import type { CampaignFinding } from '../rules/campaign.ts'
import * as store from '../store/campaigns.ts'

/** Bureaus that still have to answer findings of a deployment, as far as the scope reaches. */
export const hostsToAnswer = (tx: Tx): Promise<Region[]> => store.hostsToAnswer(tx)

/** What one bureau still has to answer, the first due on top. */
export const findingsToAnswer = (tx: Tx, host: Region): Promise<CampaignFinding[]> => store.findingsToAnswer(tx, host)
