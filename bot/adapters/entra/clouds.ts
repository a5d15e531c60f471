import type { Cloud } from '#kernel/vocabulary.ts';

/** What differs between Microsoft's clouds in tokens. Issuers and scopes stay these even where the addresses point elsewhere.
 *  Sources: Graph docs concepts/deployments; bot-docs bot-service-resources-faq-security (government, China). */
interface CloudNames {
  readonly loginHost: string;
  readonly graphScope: string;
  readonly connectorScope: string;
  readonly connectorIssuer: string;
}

const GOVERNMENT = {
  loginHost: 'login.microsoftonline.us',
  connectorScope: 'https://api.botframework.us/.default',
  connectorIssuer: 'https://api.botframework.us',
};

export const CLOUD_NAMES: Readonly<Record<Cloud, CloudNames>> = {
  global: {
    loginHost: 'login.microsoftonline.com',
    graphScope: 'https://graph.microsoft.com/.default',
    connectorScope: 'https://api.botframework.com/.default',
    connectorIssuer: 'https://api.botframework.com',
  },
  'gcc-high': { ...GOVERNMENT, graphScope: 'https://graph.microsoft.us/.default' },
  dod: { ...GOVERNMENT, graphScope: 'https://dod-graph.microsoft.us/.default' },
  china: {
    loginHost: 'login.chinacloudapi.cn',
    graphScope: 'https://microsoftgraph.chinacloudapi.cn/.default',
    connectorScope: 'https://api.botframework.azure.cn/.default',
    connectorIssuer: 'https://api.botframework.azure.cn',
  },
};
