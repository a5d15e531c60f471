/** Opens the Shifts app in Teams: its app id is Microsoft's own. Shifts takes no day from an address. */
export const SHIFTS_APP = 'https://teams.microsoft.com/l/entity/42f6c1da-a241-483a-a3cc-4f5be9185951/shifts';
