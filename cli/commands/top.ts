import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";
import { onReaderGone } from "../shell/reader-gone.js";

export default command({
  name: "top",
  summary: "Watch pools, agents and runs live",
  details:
    "On a terminal it shows a table that follows every change; q or Ctrl-C leaves. Elsewhere it prints the table and then a " +
    "line for everything that happens. With --json these are objects, one a line, by their type: `state` has everything, `pool`, " +
    "`agent` and `run` what happened to one of them, `connection` that it was lost or is back. Nothing is asked for twice: the " +
    "simulator tells what changes. After a lost connection it goes on where it was; when that is not possible, another `state` " +
    "comes. Times are those of the sandbox.",
  options: {
    once: { type: "boolean", describe: "Print the table as it is now, and end" },
    ...connectionOptions,
  },
  examples: [
    ["", "A live table"],
    ["--once", "The table, once"],
    ["--json | jq 'select(.type == \"run\")'", "Every change of a run's status"],
  ],
  async run({ dataDir, once }, context) {
    const { out, env } = context;
    const [{ feed }, { headlines }, lines, { screenViewer }, { watch }] = await Promise.all([
      import("../events/feed.js"),
      import("../top/lines.js"),
      import("../top/lines.js"),
      import("../top/screen.js"),
      import("../top/watch.js"),
    ]);
    const stop = new AbortController();
    const quit = () => stop.abort();
    const signal = AbortSignal.any([context.signal, stop.signal]);
    // Whoever read the lines has gone.
    process.stdout.once("error", quit);
    const unwatch = onReaderGone(quit);
    let url = "";
    const connectAgain = () => {
      const client = connect({ ...context, signal }, dataDir);
      url = client.baseUrl;
      return client;
    };
    const headline = headlines(() => url);
    const isScreen = out.live && !once && env.TERM !== "dumb";
    const viewer = out.json
      ? lines.jsonViewer(out)
      : isScreen
        ? screenViewer(out, headline.live, quit)
        : lines.textViewer(out, headline.plain);
    try {
      await watch(feed({ connect: connectAgain, signal }), viewer, once ?? false);
    } finally {
      unwatch();
      viewer.end();
    }
    // Leaving is how it is meant to end.
    return 0;
  },
});
