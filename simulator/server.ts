import { DEFAULT_LIMITS } from "../agent/protocol/protocol.js";
import { adminToken } from "./access/admin-token.js";
import { Callers } from "./access/callers.js";
import { ConsoleSessions } from "./access/console-sessions.js";
import { ensureAccount } from "./access/first-start.js";
import { LoginCodes } from "./access/login-codes.js";
import { RevokedTokens } from "./access/revoked-tokens.js";
import { createTokenService, hashOf } from "./access/tokens.js";
import { Dispatch } from "./agents/dispatch.js";
import { application } from "./api/application.js";
import { LogGrowth } from "./api/http/log-growth.js";
import type { ApiServices } from "./api/http/services.js";
import { Shelf } from "./api/release/shelf.js";
import { signInUrl } from "./api/sandbox/sign-in-links.js";
import { RESOURCES } from "./api/scalr/resource-types.js";
import { createRegistry } from "./core/compile.js";
import { openIssuer, openProofSecret, openTls } from "./core/open-authorities.js";
import { openSimulatorStore } from "./core/open-store.js";
import { deleteOrphans, sweepOrphans } from "./core/orphaned-blobs.js";
import type { Store } from "./core/schema.js";
import type { Feature } from "./features/feature.js";
import * as features from "./features.js";
import { driftDeadlines } from "./integrations/drift/drift-deadlines.js";
import { placeWithHooks } from "./integrations/hooks/linked.js";
import { hookFollower } from "./integrations/hooks/source.js";
import { policyFollower } from "./integrations/policies/following.js";
import { PolicyPreviews } from "./integrations/policies/previews/index.js";
import { runPlaceFor } from "./integrations/provider-configurations/resolve.js";
import { checksFollower } from "./integrations/scans/external-checks.js";
import { WEBHOOK_DEADLINES, Webhooks } from "./integrations/webhooks/index.js";
import { type Clock, type Deadlines, startDeadlines } from "./platform/clock/index.js";
import { OtlpExporter } from "./platform/metrics/otlp/exporter.js";
import { type Listening, listen } from "./platform/start/listen.js";
import { openLog } from "./platform/start/log.js";
import {
  DEFAULT_MIN_AGENT_VERSION,
  DEFAULT_OFFLINE_AFTER,
  DEFAULT_RUNNER_QUOTA,
  type SimulatorOptions,
} from "./platform/start/options.js";
import type { Repair, StoreFailedError, Upgrade } from "./platform/store/index.js";
import { poolFor } from "./pools/resolve.js";
import { retentionDeadlines } from "./runs/retention/retention-deadlines.js";
import { DEFAULT_KEEP } from "./runs/retention/table.js";
import { AuditLog } from "./sandbox/audit/log.js";
import { EventLog } from "./sandbox/event-log.js";
import { FaultTable } from "./sandbox/faults/table.js";
import { metricsOf } from "./sandbox/metrics/table.js";
import { openClock } from "./sandbox/open-clock.js";
import { SignInLinks } from "./sandbox/sign-in-links.js";
import { Simulations } from "./sandbox/simulations/table.js";
import { makeWorld, withWorld } from "./sandbox/world/start.js";
import { followersOf } from "./vcs/follower.js";
import { Vcs, vcsDeadlines } from "./vcs/index.js";
import { publisher } from "./vcs/modules/publishing.js";

export { ADMIN_TOKEN_FILE } from "./access/admin-token.js";
export type { SimulatorOptions } from "./platform/start/options.js";
export * from "./platform/start-errors.js";
export {
  type Holder,
  type Repair,
  type StoreFailedError,
  shownAddress,
  type Upgrade,
} from "./platform/store/index.js";
export { SeedError } from "./sandbox/world/errors.js";

/** A running simulator. */
export interface Simulator {
  /** Such as `http://127.0.0.1:7878`. */
  readonly url: string;
  /** Such as `https://127.0.0.1:7443`; absent without HTTPS. */
  readonly httpsUrl?: string;
  /** PEM of the certificate authority that HTTPS clients must trust. */
  readonly ca?: string;
  readonly port: number;
  /** The administrator's token. */
  readonly token: string;
  readonly accountId: string;
  /** How many objects of the world file were created; null if the sandbox was not empty and the file was ignored. */
  readonly seeded: number | null;
  /** What `repair` changed, and incomplete records of a crash that were cut off; one entry for each file. */
  readonly repairs: readonly Repair[];
  /** Set if the data folder contained data of an older version, which is kept beside the new. */
  readonly upgrade: Upgrade | null;
  readonly store: Store;
  /** Resolves when the store accepts no more changes: the disk failed, or another process became active. */
  readonly failed: Promise<StoreFailedError>;
  readonly clock: Clock;
  /** R13: reports that the process of an agent has ended. For callers that start agents in the simulator's own process. */
  agentEnded(id: string): void;
  /** Resolves when the API is asked to stop the sandbox. The caller then has to close it. */
  readonly stopAsked: Promise<void>;
  /** A link that signs a browser on this machine in as the administrator, once, within ten minutes. */
  signInUrl(): string;
  /** Ends long polls and streams, lets other requests finish, and releases the data folder. Can be called again. */
  close(): Promise<void>;
}

/** The features, in the order of their names. */
const FEATURES: readonly Feature[] = Object.values(features);

/** Milliseconds to wait for a port that an earlier process on the same machine still holds. */
const TAKEOVER_PATIENCE = 15_000;

/**
 * Starts a simulator: opens its data folder, creates the objects that every sandbox has, listens, and handles due deadlines.
 * @throws PortInUseError, ListenError, OtherAccountError, OptionError, FolderLockedError, NewerVersionError,
 *   CorruptStoreError, SeedError; nothing stays open then
 */
export async function startSimulator(given: SimulatorOptions = {}): Promise<Simulator> {
  const { options, world } = await withWorld(given);
  const { log, close: closeLog } = openLog(options);
  const opened: (() => unknown)[] = [closeLog];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const { store, repairs, upgrade, tookOver, failed } = await openSimulatorStore(options, log);
    opened.push(() => store.close());
    const clock = openClock(store, log, options);
    opened.push(() => clock.stop());
    const { account, admin } = ensureAccount(store, clock.now(), options);
    const accountId = account.id;
    await sweepOrphans(store);
    opened.push(deleteOrphans(store, log));

    const host = options.host ?? "127.0.0.1";
    const tls = await openTls(options, store, host, log);
    if (tls) opened.push(() => tls.close());
    let listening: Listening | undefined;
    let secure: Listening | undefined;
    const baseUrl = () => listening?.url ?? "";
    const secret = await openProofSecret(options, store);
    const tokens = createTokenService(baseUrl, secret);
    // Agents are on any machine, which may not know a name in a certificate that the user supplied.
    const ownTls = options.tlsFiles === undefined ? tls : undefined;
    const offlineAfter = options.offlineAfter ?? DEFAULT_OFFLINE_AFTER;
    const dispatch = new Dispatch({
      store,
      clock,
      tokens,
      log,
      accountId,
      offlineAfter,
      baseUrl: () => (ownTls && secure?.url) || baseUrl(),
      ...(ownTls && { ca: ownTls.ca }),
      resolve: placeWithHooks(runPlaceFor((reader, workspace) => poolFor(reader, accountId, workspace))),
      runners: options.runners ?? true,
    });
    opened.push(() => dispatch.close());
    const kernel = { store, clock, log, dispatch, options };
    for (const feature of FEATURES) {
      const started = feature.start?.(kernel);
      opened.push(() => started?.close());
    }
    const endpoints = {
      ...(options.slackEndpoint !== undefined && { slack: options.slackEndpoint }),
      ...(options.eventBridgeEndpoint !== undefined && { eventBridge: options.eventBridgeEndpoint }),
    };
    const webhooks = new Webhooks({
      store,
      clock,
      log,
      allowedHosts: options.webhookHosts ?? [],
      endpoints,
      baseUrl,
    });
    opened.push(() => webhooks.close());
    const follower = followersOf([publisher, policyFollower, hookFollower, checksFollower]);
    const vcs = new Vcs({ store, clock, log, dispatch, baseUrl, follower });
    opened.push(() => vcs.close());
    const previews = new PolicyPreviews({ store, clock, log, dispatch, baseUrl });
    opened.push(() => previews.close());
    const table = [
      ...dispatch.deadlines,
      ...FEATURES.flatMap((feature) => feature.deadlines?.(kernel) ?? []),
      ...driftDeadlines(dispatch),
      ...WEBHOOK_DEADLINES,
      ...vcsDeadlines(follower),
      ...retentionDeadlines(options.keepFor ?? DEFAULT_KEEP),
    ];
    let deadlines: Deadlines | undefined;
    const watchDeadlines = () =>
      startDeadlines(store, clock, table, (fired) => {
        if (fired.error === undefined) log.info({ fired }, "A deadline was met.");
        else log.error({ fired, err: fired.error }, "The effect of a deadline failed.");
      });
    const events = new EventLog(store, clock);
    const audit = new AuditLog(store, clock);

    const services: ApiServices = {
      store,
      clock,
      tokens,
      callers: new Callers(store),
      log,
      settings: {
        offlineAfter,
        limits: { ...DEFAULT_LIMITS, ...options.limits },
        minAgentVersion: options.minAgentVersion ?? DEFAULT_MIN_AGENT_VERSION,
      },
      accountId,
      ...(options.workspaceProgram && { workspaceProgram: options.workspaceProgram }),
      get baseUrl() {
        return baseUrl();
      },
      get https() {
        return secure && tls ? { url: secure.url, names: tls.names, ca: tls.ca } : null;
      },
      dispatch,
      logs: new LogGrowth(),
      logins: new LoginCodes(),
      sessions: new ConsoleSessions(),
      vcs,
      // The address for other machines, if it differs from that for this machine.
      issuer: openIssuer(options, store, () => secure?.url ?? baseUrl()),
      provider: options.provider === undefined ? null : new Shelf(options.provider, store),
    };
    const runnerQuota = options.runnerQuota ?? DEFAULT_RUNNER_QUOTA;
    const registry = createRegistry(RESOURCES);
    const seeded = world === null ? null : await makeWorld(services, registry, world);
    const faults = new FaultTable();
    const signInLinks = new SignInLinks();
    const revoked = new RevokedTokens(store, () => clock.now());
    opened.push(() => revoked.close());
    const simulations = new Simulations();
    opened.push(() => simulations.close());
    let stop = () => {};
    const stopAsked = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const own = { events, endpoints, faults, audit, runnerQuota, signInLinks, revoked, simulations, stop };
    const sandbox = {
      services,
      registry,
      dispatch,
      get deadlines() {
        return deadlines!;
      },
      ...own,
    };
    const offer = () => (ownTls === undefined ? null : secure && { url: secure.url, ca: ownTls.ca });
    const app = application(sandbox, { secret, offer }, log);
    // The previous active process may still be about to release the port.
    const patience = tookOver ? TAKEOVER_PATIENCE : 0;
    listening = await listen(app, log, host, options.port ?? 0, undefined, patience);
    const { url, port } = listening;
    opened.push(() => listening!.close());
    // Those that passed meanwhile cause events, which link to this address.
    deadlines = watchDeadlines();
    opened.push(() => deadlines!.stop());
    if (tls) {
      const open = await listen(app, log, host, options.httpsPort!, tls, patience);
      opened.push(() => open.close());
      secure = { ...open, url: tls.addressOf(open.url) };
    }
    const exporter = OtlpExporter.start(options.telemetry ?? {}, metricsOf(services, dispatch), log);
    opened.push(() => exporter?.stop());
    // Streams and polls end first, because the server waits for open requests.
    opened.push(() => events.close());
    opened.push(() => vcs.close());
    opened.push(() => dispatch.close());

    const token = await adminToken(store, tokens, clock.now(), admin, options);
    await store.flushed();
    dispatch.open();
    const encrypted = secure && tls ? { httpsUrl: secure.url, ca: tls.ca } : {};
    const agentEnded = (id: string) => dispatch.contacts.ended(id);
    return {
      url,
      ...encrypted,
      seeded,
      port,
      token,
      accountId,
      repairs,
      upgrade,
      store,
      failed,
      clock,
      agentEnded,
      stopAsked,
      signInUrl: () => signInUrl(url, signInLinks.issue(hashOf(token), performance.now())),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
