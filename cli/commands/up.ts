import { resolve } from "node:path";
import { LOG_LEVELS } from "../../simulator/platform/start/options.js";
import { defaultDataDir } from "../client/connection.js";
import { greeting } from "../client/up-info.js";
import { command } from "../shell/command.js";

export default command({
  name: "up",
  summary: "Start the local scalr.io and keep it running until Ctrl-C",
  details:
    "Its admin token is in the data folder (admin-token), where the other commands find it. " +
    "With --memory nothing is kept, and the token is printed instead.",
  options: {
    port: { type: "number", default: 7878, describe: "Port of HTTP; 0 picks a free one" },
    https: {
      type: "boolean",
      default: true,
      describe:
        "HTTPS beside HTTP, with a certificate of the sandbox's own authority; --no-https for HTTP alone",
    },
    httpsPort: {
      type: "number",
      describe: "Port of HTTPS; 0 picks a free one (default: 7443, or a free one when --port is 0)",
    },
    hostname: {
      type: "string",
      repeatable: true,
      describe:
        "A name or address that the certificate is for besides localhost, 127.0.0.1 and ::1; repeatable",
    },
    tlsCert: {
      type: "string",
      describe:
        "File of a certificate of your own for HTTPS (PEM; its authority's after it), instead of one that the sandbox makes",
    },
    tlsKey: { type: "string", describe: "File of its private key (PEM)" },
    host: { type: "string", default: "127.0.0.1", describe: "Address to listen on" },
    dataDir: { type: "string", default: defaultDataDir, describe: "Folder of everything that is kept" },
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
      describe: "Repair a damaged data folder first; what cannot be read is kept beside it as .bak",
    },
    token: {
      type: "string",
      describe: "The admin token to use, instead of a random one",
      env: "SCALR_TOKEN",
    },
    accountId: { type: "string", describe: "Id of the account (acc-...)" },
    accountName: { type: "string", describe: "Name of the account" },
    seed: {
      type: "string",
      describe: "File of a described world (YAML), which is made when the simulator is empty",
    },
    offlineAfter: {
      type: "number",
      describe: "Seconds without contact after which an agent is offline (R13; default 300)",
    },
    keepDays: {
      type: "number",
      describe: "Days for which runs that are over, archives and former states are kept (default 30)",
    },
    runnerQuota: {
      type: "number",
      describe: "How many runs the Scalr runners execute at once (R7; default 5)",
    },
    minAgentVersion: {
      type: "string",
      describe: "The oldest version of an agent that may join, such as 1.2.3",
    },
    webhookHost: {
      type: "string",
      repeatable: true,
      describe:
        "A host that webhooks of serverless pools may lead to besides this machine; * for any; repeatable",
    },
    clock: {
      type: "string",
      choices: ["real", "virtual"],
      default: "real",
      describe: "Whether time runs by itself or moves by `clock advance` alone",
    },
    logLevel: {
      type: "string",
      choices: LOG_LEVELS,
      describe:
        "What is logged: info adds requests, debug also those of agents (default warn, with --debug debug)",
    },
    logFile: {
      type: "string",
      describe: "File that the log is appended to, as lines of JSON, instead of standard error",
    },
    detach: {
      type: "boolean",
      describe: "Start in the background and return when it listens; `down` stops it",
    },
    exitWithParent: {
      type: "boolean",
      describe: "Stop when standard input ends, so that it never outlives the process that started it",
    },
  },
  examples: [
    ["", "Listen on http://127.0.0.1:7878 and https://127.0.0.1:7443, keep data in .scalr-sandbox"],
    ["--detach", "Start in the background; `scalr-sandbox down` stops it"],
    ["--memory --port 0 --json", "A throw-away simulator; one line of JSON says where it is"],
    [
      "--host 0.0.0.0 --hostname build.example",
      "For other machines too, which know this one as build.example",
    ],
    ["--tls-cert build.pem --tls-key build-key.pem", "HTTPS with a certificate of your own"],
    ["--memory --seed examples/worlds/agent-pools.yaml", "A world with the ids that its file gives"],
    ["--log-level info --log-file sandbox.log", "A log of every request, a line of JSON each"],
    ["--offline-after 20 --runner-quota 2", "Quicker and smaller than scalr.io, to see the rules at work"],
  ],
  async run(args, context) {
    if (args.detach) {
      const { startDetached } = await import("../serve/detach.js");
      const info = await startDetached(context);
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
        token: args.token ?? (context.env.SCALR_TOKEN || undefined),
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
