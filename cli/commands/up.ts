import { resolve } from "node:path";
import { LOG_LEVELS } from "../../simulator/platform/start/options.js";
import { defaultDataDir } from "../client/connection.js";
import { greeting, upgradeNote } from "../client/up-info.js";
import { command } from "../shell/command.js";

export default command({
  name: "up",
  summary: "Start the local scalr.io and keep it running until Ctrl-C",
  details:
    "The admin token is in the data folder (admin-token), where the other commands find it. With --memory nothing is " +
    "kept on disk, and the token is printed.",
  options: {
    port: { type: "number", default: 7878, describe: "Port of HTTP; 0 picks a free one" },
    https: {
      type: "boolean",
      default: true,
      describe:
        "HTTPS beside HTTP, with a certificate of the sandbox's own authority; --no-https turns it off",
    },
    httpsPort: {
      type: "number",
      describe: "Port of HTTPS; 0 picks a free one (default: 7443, or a free one when --port is 0)",
    },
    hostname: {
      type: "string",
      repeatable: true,
      describe:
        "An additional name or address for the certificate, which always has localhost, 127.0.0.1 and ::1; repeatable",
    },
    tlsCert: {
      type: "string",
      describe:
        "File of a certificate of your own for HTTPS (PEM; its authority's after it), instead of one that the sandbox makes",
    },
    tlsKey: { type: "string", describe: "File of its private key (PEM)" },
    host: { type: "string", default: "127.0.0.1", describe: "Address to listen on" },
    dataDir: { type: "string", default: defaultDataDir, describe: "Folder for the sandbox's data" },
    memory: { type: "boolean", describe: "Keep everything in memory and nothing on disk" },
    store: {
      type: "string",
      describe:
        "Keep everything in PostgreSQL (postgres://user@host/database). Of several processes with the same one is active, " +
        "the others stand by and take over when it ends",
      env: "SCALR_SANDBOX_STORE",
    },
    repair: {
      type: "boolean",
      describe: "Repair a damaged data folder first; unreadable parts are kept beside it as .bak",
    },
    token: {
      type: "string",
      describe:
        "The admin token to use, instead of a random one; never a token of scalr.io. Other users of the machine see a flag; the " +
        "environment is private",
      env: "SCALR_SANDBOX_ADMIN_TOKEN",
    },
    accountId: { type: "string", describe: "Id of the account (acc-...)" },
    accountName: { type: "string", describe: "Name of the account" },
    seed: {
      type: "string",
      describe: "World file (YAML) to start with; it is created only in an empty sandbox",
    },
    offlineAfter: {
      type: "number",
      describe: "Seconds without contact after which an agent is offline (R13; default 300)",
    },
    keepDays: {
      type: "number",
      describe: "Days for which finished runs, archives and older states are kept (default 30)",
    },
    runnerQuota: {
      type: "number",
      describe: "Runs that the Scalr runners execute at once (R7; default 5)",
    },
    workspaceProgram: {
      type: "string",
      choices: ["tofu", "terraform"],
      describe:
        "Program of new workspaces that name neither a program nor a version: the newest version on their agent's machine " +
        "(default: scalr.io's default version of Terraform)",
    },
    minAgentVersion: {
      type: "string",
      describe: "The oldest agent version that may join, such as 1.2.3",
    },
    webhookHost: {
      type: "string",
      repeatable: true,
      describe:
        "An additional host that webhooks, also of serverless pools, may call, or * for any; this machine is always allowed; repeatable",
    },
    slackEndpoint: {
      type: "string",
      describe: "Address that messages of Slack integrations are posted to (default: they are only shown)",
    },
    eventbridgeEndpoint: {
      type: "string",
      describe:
        "Address that events of EventBridge integrations are posted to (default: they are only shown)",
    },
    clock: {
      type: "string",
      choices: ["real", "virtual"],
      default: "real",
      describe: "real: time passes as usual. virtual: time passes only with `clock advance`",
    },
    logLevel: {
      type: "string",
      choices: LOG_LEVELS,
      describe:
        "What is logged: info adds requests, debug also those of agents (default warn, with --debug debug)",
    },
    logFile: {
      type: "string",
      describe: "Append the log to this file as lines of JSON, instead of standard error",
    },
    detach: {
      type: "boolean",
      describe: "Start in the background and return when it listens; `down` stops it",
    },
    exitWithParent: {
      type: "boolean",
      describe: "Stop when standard input ends, so that it stops with the process that started it",
    },
  },
  examples: [
    ["", "Listen on http://127.0.0.1:7878 and https://127.0.0.1:7443, keep data in .scalr-sandbox"],
    ["--detach", "Start in the background; `scalr-sandbox down` stops it"],
    ["--memory --port 0 --json", "A temporary sandbox; one line of JSON has its address"],
    ["--host 0.0.0.0 --hostname build.example", "Serve other machines, which call this one build.example"],
    ["--tls-cert build.pem --tls-key build-key.pem", "HTTPS with a certificate of your own"],
    ["--memory --seed examples/worlds/agent-pools.yaml", "A world with the ids from its file"],
    ["--log-level info --log-file sandbox.log", "Log every request as a line of JSON"],
    [
      "--offline-after 20 --runner-quota 2",
      "Shorter and smaller limits than scalr.io, to see the rules at work",
    ],
  ],
  async run(args, context) {
    if (args.detach) {
      const { startDetached } = await import("../serve/detach.js");
      const info = await startDetached(context);
      const upgraded = upgradeNote(info);
      if (upgraded !== null && !context.out.json) context.out.note(upgraded);
      if (context.out.json) context.out.object(info);
      else context.out.print(greeting(args.seed, info, true));
      return 0;
    }
    const { serve } = await import("../serve/serve-until.js");
    await serve(
      {
        ...args,
        dataDir: resolve(context.cwd, args.dataDir),
        seed: args.seed === undefined ? undefined : resolve(context.cwd, args.seed),
        tlsCert: args.tlsCert === undefined ? undefined : resolve(context.cwd, args.tlsCert),
        tlsKey: args.tlsKey === undefined ? undefined : resolve(context.cwd, args.tlsKey),
        logFile: args.logFile === undefined ? undefined : resolve(context.cwd, args.logFile),
        token: args.token ?? (context.env.SCALR_SANDBOX_ADMIN_TOKEN?.trim() || undefined),
        store: args.store ?? (context.env.SCALR_SANDBOX_STORE || undefined),
        logLevel: args.logLevel ?? (context.debug ? "debug" : "warn"),
        telemetry: context.env,
      },
      args.exitWithParent,
      context,
    );
    // Ctrl-C is how it is meant to be stopped.
    return 0;
  },
});
