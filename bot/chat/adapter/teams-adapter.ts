import {
  type Activity,
  CloudAdapter,
  type ConversationReference,
  type InvokeResponse,
  TurnContext,
} from 'botbuilder';
import type { IncomingActivity } from '../gate/incoming-activity.ts';
import type { ConnectorClient } from './connector-client.ts';
import { createConnectorFactory } from './connector-factory.ts';
import { createGatedAuthentication, gatedRequest } from './gated-authentication.ts';

export type TurnLogic = (context: TurnContext) => Promise<void>;

export interface TeamsAdapter {
  /** Runs `logic` on an activity that the gate admitted. */
  receive(activity: IncomingActivity, logic: TurnLogic): Promise<InvokeResponse | undefined>;
  /** Where the activity came from, for `resume`. */
  referenceOf(activity: IncomingActivity): Partial<ConversationReference>;
  /** Runs `logic` in a conversation later, without an activity. */
  resume(reference: Partial<ConversationReference>, logic: TurnLogic): Promise<void>;
}

/** Opens the one protected door of the SDK's adapter that takes a verified request; its public one wants a web framework's
 *  request and verifies anew. */
class AdmittingAdapter extends CloudAdapter {
  admit(
    request: ReturnType<typeof gatedRequest>,
    activity: Activity,
    logic: TurnLogic,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(request, activity, logic);
  }
}

export function createTeamsAdapter(needs: {
  readonly botId: string;
  readonly client: ConnectorClient;
  /** Answers the person when a turn fails; must not throw. */
  readonly onTurnError: (context: TurnContext, error: Error) => Promise<void>;
}): TeamsAdapter {
  const { botId } = needs;
  const connectors = createConnectorFactory(needs.client);
  const adapter = new AdmittingAdapter(createGatedAuthentication(connectors));
  adapter.onTurnError = needs.onTurnError;
  const request = gatedRequest(botId, connectors);

  return {
    receive: (activity, logic) => adapter.admit(request, toSdkActivity(activity), logic),
    referenceOf: (activity) => TurnContext.getConversationReference(toSdkActivity(activity)),
    resume: (reference, logic) => adapter.continueConversationAsync(request.claimsIdentity, reference, logic),
  };
}

/** The SDK wants times as `Date`, and absent where ours may be `null`. */
function toSdkActivity(activity: IncomingActivity): Activity {
  const given = Object.entries(activity).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...Object.fromEntries(given),
    timestamp: toDate(activity.timestamp),
    localTimestamp: toDate(activity.localTimestamp),
    // The schema of the gate is a part of the SDK's type, field by field.
  } as unknown as Activity;
}

function toDate(text: string | null | undefined): Date | undefined {
  const at = new Date(text ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
