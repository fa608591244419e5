import { rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { connection, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "pull",
  summary:
    "Write the pools, environments, workspaces and links of an account as a world file, without secrets",
  details:
    "Sends only GET requests to scalr.io or a sandbox. The token needs no permission but to read the account's objects. " +
    "When it fails on the way, what it has read is kept for an hour in a file beside --out, and the same command continues from " +
    "there. The world file is for `up --seed`, `what-if --world`, `explain --all --world` and `simulate --world`.",
  options: {
    hostname: {
      type: "string",
      describe:
        "Host to read, such as example.scalr.io; the token is SCALR_TOKEN (default: what other commands talk to)",
    },
    out: { type: "string", required: true, describe: "World file to write" },
    ...connectionOptions,
  },
  examples: [["--hostname example.scalr.io --out world.yaml", "The account that SCALR_TOKEN belongs to"]],
  async run({ hostname, out, dataDir }, context) {
    const { hostConnection, readHost } = await import("../fleet/reading.js");
    const { KeptPages, worldFileOf } = await import("../../fleet/index.js");
    const { usage } = await import("../shell/errors.js");
    if (hostname !== undefined && dataDir !== undefined)
      throw usage("Give --hostname or --data-dir, not both.");
    const target = hostname === undefined ? connection(context, dataDir) : hostConnection(context, hostname);
    const file = resolve(context.cwd, out);
    const kept = KeptPages.open(`${file}.part`, target.url, Date.now());
    if (!kept.isEmpty) context.out.note(`Continuing an earlier attempt from ${kept.file}.`);
    const read = await readHost(context, target, { kept }).catch((error: unknown) => {
      if (!kept.isEmpty)
        context.out.note(
          `What was read is kept in ${kept.file} for an hour: the same command continues from there.`,
        );
      throw error;
    });
    const { world } = read;
    const about = [
      `The account '${world.account.name}' of ${target.url}, as it was at ${new Date().toISOString()}.`,
      "Written by `scalr-sandbox pull`. It holds no tokens, no webhooks, no variables and no states.",
    ];
    // A file that is there is a whole one.
    await writeFile(`${file}.new`, worldFileOf(world, about));
    await rename(`${file}.new`, file);
    kept.discard();
    const counts = {
      pools: world.pools.filter(({ isScalrManaged }) => !isScalrManaged).length,
      environments: world.environments.length,
      workspaces: world.workspaces.length,
    };
    if (context.out.json) context.out.object({ file, account: world.account.id, ...counts });
    else
      context.out.print(
        `Wrote ${out}: ${amount(counts.pools, "pool")}, ${amount(counts.environments, "environment")}, ${amount(counts.workspaces, "workspace")}.`,
      );
    return undefined;
  },
});

const amount = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
