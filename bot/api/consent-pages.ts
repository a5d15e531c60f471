import type { ConsentOutcome, ConsentService } from '#core/access/consent-service.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import { escapeHtml, type Page, sendPage } from './page.ts';
import type { Routes } from './route.ts';

export interface ConsentPagesNeeds {
  readonly consent: ConsentService;
  readonly logger: Logger;
  /** Where "Continue setup" leads: the set-up page of the tab; `null` tells people to go back to Teams. */
  readonly setupUrl: string | null;
}

/** The pages that an administrator sees on coming back from Microsoft (CON-3). The return is used up and its query dropped by a redirect. */
export function mountConsentPages(server: Routes, needs: ConsentPagesNeeds): void {
  const { consent, logger } = needs;

  server.get('/consent/return', async (req, res) => {
    const query = new URL(req.url ?? '/', 'http://rollcall').searchParams;
    try {
      const { attempt } = await consent.complete({
        state: query.get('state'),
        error: query.get('error'),
        errorDescription: query.get('error_description') ?? query.get('error_subcode'),
        adminConsent: query.get('admin_consent'),
        tenant: query.get('tenant'),
      });
      logger.info('consent.returned', { outcome: attempt.outcome });
      res.writeHead(303, {
        Location: `/consent/result/${attempt.attemptId}`,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
      });
      res.end();
    } catch (cause) {
      const error = toAppError(cause);
      logger.warn('consent.return-refused', { code: error.code, error });
      sendPage(res, error.code === 'consent_state_invalid' ? 400 : 503, failurePage(error));
    }
  });

  server.get('/consent/result/:attemptId', async (req, res) => {
    try {
      const outcome = await consent.readOutcome(String(req.params?.['attemptId']));
      sendPage(res, 200, outcomePage(outcome, needs.setupUrl));
    } catch (cause) {
      const error = toAppError(cause);
      sendPage(res, error.code === 'not_found' ? 404 : 503, failurePage(error));
    }
  });
}

function outcomePage(outcome: ConsentOutcome, setupUrl: string | null): Page {
  const { attempt, consent, error } = outcome;
  if (attempt.outcome === 'refused') return refusedPage(attempt.refusal ?? '', setupUrl);
  if (attempt.outcome === 'wrong-tenant') return wrongTenantPage(attempt.deskId, setupUrl);
  if (consent.state === 'granted') return grantedPage(setupUrl);
  if (consent.state === 'incomplete') return incompletePage(consent.missingPermissions, setupUrl);
  // With a failure in between, the state is the last one known and says nothing about this grant.
  if (consent.state === 'spreading' || error !== null) return spreadingPage(error);
  return notArrivedPage();
}

function grantedPage(setupUrl: string | null): Page {
  const next = setupUrl
    ? `<a class="button" href="${escapeHtml(setupUrl)}">Continue setup</a><p class="soft">You can also close this window.</p>`
    : '<p><strong>Continue setup</strong> in Teams: ask Rollcall “auto-map”.</p>';
  return card(
    'Consent granted',
    `<p class="good">Microsoft confirmed all four read permissions.</p>
     <p>Rollcall can now read presence, Shifts, team members and sign-in names of this tenant. It writes nothing there.</p>${next}`,
  );
}

/** Back to where a new consent page can be opened. */
function backToSetup(setupUrl: string | null): string {
  return setupUrl === null ? '' : `<a class="button" href="${escapeHtml(setupUrl)}">Back to setup</a>`;
}

function refusedPage(words: string, setupUrl: string | null): Page {
  return card(
    'Consent was not granted',
    `<p>Microsoft said:</p><blockquote>${escapeHtml(words)}</blockquote>
     <p>Nothing was changed. A Global Administrator or Privileged Role Administrator can accept; anybody else sees a refusal.</p>
     <p>To try again, open the consent page from Rollcall once more: each link works once.</p>${backToSetup(setupUrl)}`,
  );
}

function wrongTenantPage(deskId: string, setupUrl: string | null): Page {
  return card(
    'That was another tenant',
    `<p>Consent was given in a tenant that is not this desk’s (<code>${escapeHtml(deskId)}</code>), so Rollcall did not record it.</p>
     <p>Open the consent page from Rollcall again and sign in with an administrator account of the desk’s tenant. An administrator of the other tenant can remove Rollcall there under Enterprise applications.</p>${backToSetup(setupUrl)}`,
  );
}

function incompletePage(missing: readonly string[], setupUrl: string | null): Page {
  const list = missing.map((permission) => `<li><code>${escapeHtml(permission)}</code></li>`).join('');
  return card(
    'A permission is missing',
    `<p class="bad">Microsoft granted consent, but not for:</p><ul>${list}</ul>
     <p>Open the consent page from Rollcall again and accept all permissions. If this stays, the app registration lacks them: add them under API permissions first.</p>${backToSetup(setupUrl)}`,
  );
}

function spreadingPage(error: AppError | null): Page {
  const why =
    error === null
      ? 'Microsoft is still spreading it through its systems. That takes half a minute as a rule, sometimes several.'
      : 'Microsoft’s sign-in service did not confirm it yet.';
  return {
    ...card(
      'Consent granted, not active yet',
      `<p>${why}</p><p class="soft">This page looks again by itself every 10 seconds. You may also close it: Rollcall notices by itself.</p>
       <a class="button" href="">Look again now</a>`,
    ),
    refreshSeconds: 10,
  };
}

/** The grant never showed, or was taken back since: looking again by itself would go on for ever. */
function notArrivedPage(): Page {
  return card(
    'Consent is not there',
    `<p class="bad">Microsoft does not let Rollcall read this tenant: the consent did not arrive, or was taken back since.</p>
     <p>Open the consent page from Rollcall once more and accept. If it stays so, look under Enterprise applications in Microsoft Entra whether Rollcall is there and enabled.</p>
     <a class="button" href="">Look again now</a>`,
  );
}

function failurePage(error: AppError): Page {
  if (error.code === 'consent_state_invalid' || error.code === 'not_found') {
    return card(
      'This link cannot be used',
      `<p>It was used before, is older than ten minutes, or was not made by this Rollcall. Nothing was recorded.</p>
       <p>Open the consent page again from Rollcall.</p>`,
    );
  }
  return card(
    'Something failed on our side',
    '<p>Your answer at Microsoft stands. Ask Rollcall “setup status” in Teams in a moment to see how the desk stands.</p>',
  );
}

function card(title: string, body: string): Page {
  return { title, body: `<div class="card"><h1>${escapeHtml(title)}</h1>${body}</div>` };
}
