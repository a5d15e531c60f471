import type { FinderTexts } from '../en/finder.ts';

export const finder: FinderTexts = {
  nobody: (asked) => `Niemand passt zu „${asked}“. Versuchen Sie einen Vornamen oder ein Team.`,
  nobodyAtAll: 'Das PSA führt keine aktiven Techniker, also gibt es niemanden zu finden.',
  noMore: 'Das waren alle.',
  untilShort: (when) => `bis ${when}`,
  nextShort: (when) => `wieder ${when}`,
  openInTeams: 'In Teams öffnen, um es zu sehen',
  openInTeamsWhat: 'Was dieser Link zeigt, ist für Personen der Organisation, die es sehen dürfen.',
  linkTechnician: 'Techniker',
  linkBoard: 'Board',
  linkBoardAt: (when) => `Board, ${when}`,
};
