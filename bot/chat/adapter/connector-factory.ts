import type { Activity } from 'botbuilder';
import { ConnectorFactory, type ConnectorClient as SdkConnectorClient } from 'botframework-connector';
import type { ConnectorClient } from './connector-client.ts';

/** The part of the SDK's connector client that the adapter and `TeamsInfo` call, over our own client (Bot Connector REST API v3). */
interface Conversations {
  sendToConversation(conversationId: string, activity: Partial<Activity>): Promise<unknown>;
  replyToActivity(conversationId: string, activityId: string, activity: Partial<Activity>): Promise<unknown>;
  updateActivity(conversationId: string, activityId: string, activity: Partial<Activity>): Promise<unknown>;
  deleteActivity(conversationId: string, activityId: string): Promise<unknown>;
  getConversationMember(conversationId: string, memberId: string): Promise<unknown>;
  createConversation(parameters: object): Promise<unknown>;
}

/** A class, because the SDK asks for one. */
class OwnConnectorFactory extends ConnectorFactory {
  readonly #client: ConnectorClient;

  constructor(client: ConnectorClient) {
    super();
    this.#client = client;
  }

  override create(serviceUrl: string): Promise<SdkConnectorClient> {
    const conversations = conversationsAt(serviceUrl, this.#client);
    // The SDK touches nothing of a connector client but `conversations` on the ways that we use; see adapter tests.
    return Promise.resolve({ conversations } as unknown as SdkConnectorClient);
  }
}

export function createConnectorFactory(client: ConnectorClient): ConnectorFactory {
  return new OwnConnectorFactory(client);
}

function conversationsAt(serviceUrl: string, client: ConnectorClient): Conversations {
  const activities = (conversationId: string): string =>
    `v3/conversations/${encodeURIComponent(conversationId)}/activities`;
  const one = (conversationId: string, activityId: string): string =>
    `${activities(conversationId)}/${encodeURIComponent(activityId)}`;

  return {
    createConversation: (body) => client.call(serviceUrl, { method: 'POST', path: 'v3/conversations', body }),
    sendToConversation: (conversationId, body) =>
      client.call(serviceUrl, { method: 'POST', path: activities(conversationId), body }),
    replyToActivity: (conversationId, activityId, body) =>
      client.call(serviceUrl, { method: 'POST', path: one(conversationId, activityId), body }),
    updateActivity: (conversationId, activityId, body) =>
      client.call(serviceUrl, { method: 'PUT', path: one(conversationId, activityId), body }),
    deleteActivity: (conversationId, activityId) =>
      client.call(serviceUrl, { method: 'DELETE', path: one(conversationId, activityId) }),
    getConversationMember: (conversationId, memberId) =>
      client.call(serviceUrl, {
        method: 'GET',
        path: `v3/conversations/${encodeURIComponent(conversationId)}/members/${encodeURIComponent(memberId)}`,
      }),
  };
}
