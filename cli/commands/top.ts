import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";
import { onReaderGone } from "../shell/reader-gone.js";

export default command({
  name: "top",
  summary: "Watch pools, agents and runs live",
  details:
    "On a terminal it shows a table that follows every change; q or Ctrl-C exits. Otherwise it prints the table and " +
    "then a line for every event. With --json it prints one object per line: `state` with everything, `pool`, `agent`" +
    " and `run` with one change, `connection` when it is lost or restored. After a lost connection it resumes, or " +
    "prints another `state`. Times are the sandbox's.",
  options: {
    once: { type: "boolean", describe: "Print the table once, and exit" },
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
