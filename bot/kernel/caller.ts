import type { DeskId, Role } from './vocabulary.ts';

/** Who asks. Built by a door from proven claims, never from a body, header or card payload. */
export type Caller =
  | {
      readonly kind: 'person';
      readonly deskId: DeskId;
      /** Entra object id. */
      readonly id: string;
      readonly name: string;
      readonly role: Role;
    }
  | {
      readonly kind: 'key';
      readonly deskId: DeskId;
      /** Id of the API key, which is not its secret. */
      readonly id: string;
      readonly name: string;
      readonly scopes: readonly string[];
    }
  | {
      /** Rollcall itself or the operator at the command line. */
      readonly kind: 'system';
      readonly deskId: DeskId;
      readonly id: string;
      readonly name: string;
    };
