/** Where every operation of the public API lives (API-1). */
export const BASE = '/public-api/teams-availability';
