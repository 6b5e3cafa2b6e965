/** The page of a list that an address asks for; anything else than a number from 1 reads as the first. */
export const pageOf = (query: URLSearchParams, most = 5000): number =>
  Math.max(1, Math.min(most, Math.trunc(Number(query.get('page'))) || 1));
