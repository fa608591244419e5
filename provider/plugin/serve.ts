/** Runs a provider's executable after a host has started it. */
import type { Provider } from "../../engine/provider.js";
import { handshakeLine, hostFits, PROTOCOL_VERSION } from "./handshake.js";
import { startPlugin } from "./server.js";
import { PrintedLines, redirect } from "./services/printed.js";

/** Serves a provider to the host that has started this process, until the host ends it or is gone. */
export async function serve(create: () => Provider): Promise<void> {
  const { env } = process;
  if (!hostFits(env)) {
    process.stderr.write(
      `This provider speaks plugin protocol ${PROTOCOL_VERSION}; the program that started it speaks ${env.PLUGIN_PROTOCOL_VERSIONS}. Use OpenTofu, or Terraform 1.0 or newer.\n`,
    );
  }
  // A terminal's Ctrl-C reaches this process too. The host decides what it means.
  process.on("SIGINT", () => {});
  const printed = new PrintedLines();
  const plugin = await startPlugin({ create, env, printed });
  process.on("SIGTERM", () => plugin.end());
  process.stdout.write(`${handshakeLine(plugin.address, plugin.certificate, env)}\n`);
  redirect(process.stdout, "STDOUT", printed);
  redirect(process.stderr, "STDERR", printed);
  await plugin.ended;
}
