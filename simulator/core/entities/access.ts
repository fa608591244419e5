/** The one account of a sandbox. */
export interface Account {
  readonly type: "accounts";
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly allowedIps: readonly string[];
  /** R7: how many runs the Scalr runners execute at once; `quotas.max-concurrent-runs` in the API. */
  readonly maxConcurrentRuns: number;
  /** R2: the account's default pool. A pool's `default` attribute is derived from it. */
  readonly defaultAgentPool: string | null;
  /** The user who owns the account; null for the sandbox's administrator. */
  readonly owner: string | null;
  /** E8: its identity provider. Every start makes sure that there is one. */
  readonly identityProvider: string | null;
}

/** An identity provider, through which users sign in. */
export interface IdentityProvider {
  readonly type: "identity-providers";
  readonly id: string;
  readonly name: string;
  readonly idpType: "scalr" | "ldap" | "saml";
  readonly verificationStatus: "pending" | "success" | "running";
  readonly account: string;
}

/** A user. */
export interface User {
  readonly type: "users";
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly createdAt: number;
  /** Pending until the first sign-in. The tokens of an inactive user are rejected. */
  readonly status: MemberStatus;
  readonly lastLoginAt: number | null;
  /** E8: the user's identity providers; empty for that of the account. */
  readonly identityProviders: readonly string[];
}

/** Whether a user may sign in. Pending users were invited and have not signed in yet. */
export type MemberStatus = "Active" | "Inactive" | "Pending";

/** A user's membership of the account. */
export interface AccountUser {
  readonly type: "account-users";
  readonly id: string;
  readonly account: string;
  readonly user: string;
  readonly status: MemberStatus;
}

/** Users who are granted roles together (R21). */
export interface Team {
  readonly type: "teams";
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly account: string;
  readonly users: readonly string[];
  /** E8: null for the account's. */
  readonly identityProvider: string | null;
}

/** R21: a set of permissions. */
export interface Role {
  readonly type: "roles";
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Null for the system's roles, which belong to no account. */
  readonly account: string | null;
  readonly isSystem: boolean;
  readonly permissions: readonly string[];
}

/** R21: a permission. Permissions are the same in every sandbox and are not stored. */
export interface Permission {
  readonly type: "permissions";
  readonly id: string;
  readonly description: string;
  readonly applicableScopes: readonly string[];
}

/** R21: grants roles to one user, team or service account in one scope. */
export interface AccessPolicy {
  readonly type: "access-policies";
  readonly id: string;
  readonly isSystem: boolean;
  readonly roles: readonly string[];
  /** The grantee: one of these three is set. */
  readonly user: string | null;
  readonly team: string | null;
  readonly serviceAccount: string | null;
  /** The scope: one of these three is set. */
  readonly account: string | null;
  readonly environment: string | null;
  readonly workspace: string | null;
}

/** A service account, which acts with tokens only (R16). */
export interface ServiceAccount {
  readonly type: "service-accounts";
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly description: string | null;
  readonly account: string;
  readonly status: "Active" | "Inactive";
  readonly createdAt: number;
  readonly createdBy: string | null;
  /** Teams that own it. */
  readonly owners: readonly string[];
}

/** A token. Its secret is shown once; only its SHA-256 is stored. */
export interface AccessToken {
  readonly type: "access-tokens";
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly createdBy: string | null;
  readonly hash: string;
  /** What the token is for: the API as a user or service account, a pool's agent protocol, or an agent's session. */
  readonly kind: "user" | "service-account" | "pool" | "agent";
  /** Id of the user, service account, pool or agent that owns it. */
  readonly owner: string;
  /** For an agent's session: the pool token with which it joined. The session ends with that token. */
  readonly issuedBy: string | null;
}
