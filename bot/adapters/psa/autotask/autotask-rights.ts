/** Rights as Autotask's security levels name them. */
export const RIGHTS = {
  resources: 'Resources: View',
  tickets: 'Tickets: View',
  editTickets: 'Tickets: Edit',
  companies: 'Companies: View',
  skills: 'Resource skills: View',
  roles: 'Resource roles: View',
  calendar: 'Calendar: View',
  editCalendar: 'Calendar: Add',
  timeOff: 'Time off: View',
} as const;

/** Status of tickets that are done; the vendor's own, the same in every database. */
export const COMPLETE = 5;

/** The most values that one `in` condition may hold, with some to spare for the other conditions. */
export const MOST_VALUES = 450;
