/** The message extension "Find a technician" and the small cards of links. Names arrive ready to be shown. */
export const finder = {
  nobody: (asked: string) => `Nobody matches "${asked}". Try a first name or a team.`,
  nobodyAtAll: 'The PSA lists no active technicians, so there is nobody to find.',
  noMore: 'That was everybody.',
  untilShort: (when: string) => `until ${when}`,
  nextShort: (when: string) => `next ${when}`,
  openInTeams: 'Open in Teams to see it',
  openInTeamsWhat: 'What this link shows is for people of the organisation who may see it.',
  linkTechnician: 'Technician',
  linkBoard: 'Board',
  linkBoardAt: (when: string) => `Board, ${when}`,
};

export type FinderTexts = typeof finder;
