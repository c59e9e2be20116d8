/** What Guangdong published about its system after 31 months of use; a synthetic province of scale 1 has as many. */
export const PUBLISHED = {
  inspections: 1_496_000,
  hazards: 1_428_000,
  papers: 3_838_000,
  penalties: 60_000,
  users: 15_826,
} as const

/** Nobody published these; they stand in proportion to the figures above. */
export const IN_PROPORTION = { businesses: 500_000, weeksOfHistory: 134 } as const

export type Counts = { readonly [what in keyof typeof PUBLISHED]: number }

/** The counts of a province of that scale. */
export const countsAt = (scale: number): Counts & { readonly businesses: number } => {
  const of = (whole: number) => Math.max(1, Math.round(whole * scale))
  return {
    inspections: of(PUBLISHED.inspections),
    hazards: of(PUBLISHED.hazards),
    papers: of(PUBLISHED.papers),
    penalties: of(PUBLISHED.penalties),
    users: of(PUBLISHED.users),
    businesses: of(IN_PROPORTION.businesses),
  }
}
