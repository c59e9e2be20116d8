/** News for other contexts, written in the transaction of the act itself and delivered at least once. */
export type Event<Name extends `${string}.${string}` = `${string}.${string}`> = {
  readonly name: Name
  /** Ids and dates only: whoever listens loads the rest under its own rights. */
  readonly payload: Readonly<Record<string, string | number | null>>
}
