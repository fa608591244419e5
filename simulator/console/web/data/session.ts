import { computed, signal } from "@preact/signals";
import { type Grant, Grants } from "../../../access/grant-rules.js";
import { ACCOUNT, type Scope } from "../../../core/scopes.js";
import { ApiFault, keepSessionKey, sandbox } from "./api.js";

/** The signed-in user, and their grants (R21). */
export interface Session {
  readonly who: { readonly type: string; readonly id: string; readonly name: string; readonly token: string };
  readonly account: { readonly id: string; readonly name: string };
  readonly operator: boolean;
  readonly grants: readonly Grant[];
}

/** Undefined until it is known; null if nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);

const grants = computed(() => new Grants(session.value?.grants ?? []));

/** Whether the user has a permission such as `agent-pools:create`, by default in the account. */
export const can = (permission: string, scope: Scope = ACCOUNT): boolean =>
  grants.value.at(permission, scope);

/** Whether the user has the permission in any scope, so that a page makes sense for them. */
export const canSomewhere = (permission: string): boolean => grants.value.somewhere(permission);

/** Whether the user is the sandbox's operator, who can change time, faults and snapshots, and read the audit log. */
export const isOperator = (): boolean => session.value?.operator === true;

/** Why the browser is no longer signed in, and what to do; null if there is no reason to show. */
export const refusedBecause = signal<string | null>(null);

type Answer = Session | { readonly who: null; readonly reason?: string };

function sessionIn(answer: Answer): Session | null {
  if (answer.who !== null) return answer as Session;
  refusedBecause.value = (answer as { readonly reason?: string }).reason ?? null;
  return null;
}

/** Requests the session again. @throws ApiFault */
export async function refreshSession(): Promise<void> {
  session.value = sessionIn(await sandbox.get("session"));
}

/** Signs in with a token, or with the code of a link. @throws ApiFault if it opens nothing */
export async function signIn(secret: { readonly token: string } | { readonly code: string }): Promise<void> {
  const { key, ...answer } = await sandbox.post<Session & { readonly key: string }>("session", secret);
  keepSessionKey(key);
  session.value = sessionIn(answer);
}

const LINK = /^#sign-in=(.+)$/;

/** Finds out who is signed in. The code of a link that opened this page signs in first. @throws ApiFault 0 without a response */
export async function begin(): Promise<void> {
  const code = LINK.exec(location.hash)?.[1];
  let refusal: string | null = null;
  if (code !== undefined)
    try {
      await signIn({ code });
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status === 0) throw error;
      refusal = error.message;
    }
  // It is worth nothing from here on.
  if (code !== undefined) history.replaceState(null, "", location.pathname + location.search);
  if (session.value === undefined && (code === undefined || refusal !== null)) await refreshSession();
  if (refusal !== null) refusedBecause.value = refusal;
}

/** Ends the session, here and at the server. @throws ApiFault */
export async function signOut(): Promise<void> {
  await sandbox.delete("session");
  keepSessionKey(null);
  refusedBecause.value = null;
  session.value = null;
}
