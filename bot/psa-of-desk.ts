import type { HookSource, PsaHooks, PsaTickets, TicketSource } from '#core/dispatch/ports.ts';
import type { Technician, TechnicianSource } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnectionStore, PsaConnector } from '#core/settings/ports.ts';
import { begun } from './adapters/psa/begun.ts';
import { AppError } from '#kernel/errors.ts';
import type { Budget, DeskId, PsaKind } from '#kernel/vocabulary.ts';

/** One connector for each PSA that a desk can connect. */
export type PsaConnectors = Readonly<
  Record<
    PsaKind,
    PsaConnector &
      PsaTickets<PsaConnection> &
      PsaHooks<PsaConnection> & {
        listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
      }
  >
>;

type Connections = Pick<PsaConnectionStore, 'readPsaConnection'>;

/** Asks whichever PSA the desk connected. Throws `psa_not_connected`. */
async function connectedPsa(
  store: Connections,
  connectors: PsaConnectors,
  deskId: DeskId,
): Promise<{ readonly psa: PsaConnectors[PsaKind]; readonly connection: PsaConnection }> {
  const connection = await store.readPsaConnection(deskId);
  if (connection) return { psa: connectors[connection.kind], connection };
  throw new AppError('psa_not_connected', 'no PSA is connected', {
    remedy: 'Connect one in the tab under PSA, or: npm run admin -- psa connect',
  });
}

/** The desk's technicians. */
export function techniciansOf(store: Connections, connectors: PsaConnectors): TechnicianSource {
  return {
    async listTechnicians(deskId, budget) {
      const { psa, connection } = await connectedPsa(store, connectors, deskId);
      return psa.listTechnicians(connection, budget);
    },
  };
}

/** The desk's tickets. */
export function ticketsOf(store: Connections, connectors: PsaConnectors): TicketSource {
  const ask = (deskId: DeskId) => connectedPsa(store, connectors, deskId);
  return {
    async findTicket(deskId, ref, budget) {
      const { psa, connection } = await ask(deskId);
      return psa.findTicket(connection, ref, budget);
    },
    async listTickets(deskId, question, budget) {
      const { psa, connection } = await ask(deskId);
      return psa.listTickets(connection, question, budget);
    },
    async readWork(deskId, question, budget) {
      const { psa, connection } = await ask(deskId);
      return psa.readWork(connection, question, budget);
    },
    async readCatalogue(deskId, budget) {
      const { psa, connection } = await ask(deskId);
      return psa.readCatalogue(connection, budget);
    },
    beginAssign(deskId, ticketId, budget) {
      const give = begun(
        ask(deskId).then(({ psa, connection }) => psa.beginAssign(connection, ticketId, budget)),
      );
      return async (wish) => (await give)(wish);
    },
    async book(deskId, wish, budget) {
      const { psa, connection } = await ask(deskId);
      return psa.book(connection, wish, budget);
    },
  };
}

/** A desk without a PSA gets no webhooks: whoever sends one is a stranger. */
export function hooksOf(store: Connections, connectors: PsaConnectors): HookSource {
  return {
    async readHook(deskId, message) {
      const connection = await store.readPsaConnection(deskId);
      if (connection === null) return { kind: 'forged' };
      return connectors[connection.kind].readHook(connection, message);
    },
  };
}
