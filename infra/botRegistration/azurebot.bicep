// The Azure Bot: it takes messages from Teams and posts them to the program. Free of charge for Teams (F0).
// SingleTenant is the only kind that can still be created; the registration behind it may serve further tenants all the same.

@maxLength(42)
param name string

@maxLength(42)
param displayName string

param botId string
param botTenantId string

@description('Public host name of the program.')
param domain string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${domain}/api/messages'
    msaAppId: botId
    msaAppType: 'SingleTenant'
    msaAppTenantId: botTenantId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      acceptedTerms: true
    }
  }
}
