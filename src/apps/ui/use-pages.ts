import { useInfiniteQuery } from '@tanstack/react-query'

export type Page<Row> = {
  readonly rows: readonly Row[] /** Where the next page begins; null at the end. */
  readonly next: string | null
}

export type Pages<Row> = {
  readonly rows: readonly Row[]
  readonly loading: boolean
  readonly error: unknown
  readonly hasMore: boolean
  readonly loadingMore: boolean
  readonly more: () => void
}

/** Reads a long list piece by piece, each after the last row of the one before. */
export function usePages<Row>(
  key: readonly unknown[],
  load: (after: string | undefined) => Promise<Page<Row>>,
): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => load(pageParam),
    getNextPageParam: (page: Page<Row>) => page.next ?? undefined,
  })
  return {
    rows: query.data?.pages.flatMap(({ rows }) => rows) ?? [],
    loading: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
  }
}
