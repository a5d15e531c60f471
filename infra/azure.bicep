// Rollcall in Azure: one Linux web app with Node 24, a PostgreSQL database, and the Azure Bot that carries messages from Teams.
// The database is PostgreSQL because the disk of a web app is a network share, on which the embedded database must not live.

@description('Where everything stands.')
param location string = resourceGroup().location

@description('Part of every name, to keep environments apart: 2 to 12 small letters and digits.')
@minLength(2)
@maxLength(12)
param resourceSuffix string

@description('Name of the bot as people see it; the app package says the same.')
param botDisplayName string

@description('Application (client) id of the Entra registration.')
param botId string

@secure()
@description('Client secret of that registration.')
param botPassword string

@description('Home tenant of that registration.')
param botTenantId string

@description('Id of the app in Teams, for links into its tab.')
param teamsAppId string

@description('Tenant ids of the desks that this deployment serves, separated by commas.')
param desks string

@secure()
@description('Keys that seal stored secrets: name:base64 of 32 bytes, newest first.')
param encryptionKeys string

@secure()
@minLength(16)
@description('Password of the database. No characters that mean something in an address: @ : / ? # %')
param databasePassword string

@description('Size of the web app. B1 serves one desk; take a Premium plan for several instances.')
param webAppSku string = 'B1'

var name = 'rollcall-${resourceSuffix}'
var databaseUser = 'rollcall'

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: {
    name: webAppSku
  }
  properties: {
    reserved: true
  }
}

resource webApp 'Microsoft.Web/sites@2024-04-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  kind: 'app,linux'
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'npm start'
      alwaysOn: true
      healthCheckPath: '/readyz'
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }
}

var domain = webApp.properties.defaultHostName

// Each name is explained in env/.env.example.
resource webAppSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: webApp
  name: 'appsettings'
  properties: {
    NODE_ENV: 'production'
    // Azure installs the packages of package-lock.json after each deployment.
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'true'
    PORT: '8080'
    PUBLIC_URL: 'https://${domain}'
    DESKS: desks
    DATABASE_URL: 'postgres://${databaseUser}:${databasePassword}@${database.properties.fullyQualifiedDomainName}:5432/${databaseName.name}?sslmode=verify-full'
    ENCRYPTION_KEYS: encryptionKeys
    BOT_ID: botId
    BOT_PASSWORD: botPassword
    BOT_TYPE: 'SingleTenant'
    BOT_TENANT_ID: botTenantId
    DESK_CLIENT_ID: botId
    DESK_CLIENT_SECRET: botPassword
    TEAMS_APP_ID: teamsAppId
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: {
    name: 'Standard_B1ms'
    tier: 'Burstable'
  }
  properties: {
    version: '17'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    storage: {
      storageSizeGB: 32
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: 'Disabled'
    }
  }
}

resource databaseName 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: database
  name: 'rollcall'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

// The address 0.0.0.0 stands for "services inside Azure"; nobody else reaches the database.
resource databaseFirewall 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {
  parent: database
  name: 'azure-services'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
}

module bot './botRegistration/azurebot.bicep' = {
  name: 'azure-bot'
  params: {
    name: name
    displayName: botDisplayName
    botId: botId
    botTenantId: botTenantId
    domain: domain
  }
}

// The Agents Toolkit writes these into env/.env.<environment>.
output BOT_DOMAIN string = domain
output APP_SERVICE_RESOURCE_ID string = webApp.id
