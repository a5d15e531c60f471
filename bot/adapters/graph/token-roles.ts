import { z } from 'zod';

const claimsSchema = z.object({ roles: z.array(z.string()).default([]) });

/** The `roles` of a Graph token, unverified, to word a refusal that Graph has already given; `null` when it cannot be read.
 *  Never a decision: Graph tokens are opaque to clients, and Graph's answer is the authority. */
export function rolesHint(token: string): readonly string[] | null {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    return claimsSchema.parse(JSON.parse(payload)).roles;
  } catch {
    return null;
  }
}
