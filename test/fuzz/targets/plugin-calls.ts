import { serviceOf } from "../../../provider/plugin/proto/service.js";
import { TFPLUGIN6 } from "../../../provider/plugin/proto/tfplugin6.js";
import { startPlugin } from "../../../provider/plugin/server.js";
import { PrintedLines } from "../../../provider/plugin/services/printed.js";
import { createCertificate } from "../../../provider/plugin/tls/certificate.js";
import { createScalrProvider } from "../../../provider/resources/index.js";
import { HostClient } from "../../provider/plugin/client.js";
import type { Chance } from "../chance.js";
import { Find, type TargetKind } from "../target.js";

const NULL = { msgpack: Buffer.of(0xc0) };
const TYPES = ["scalr_environment", "scalr_agent_pool", "scalr_workspace", "scalr_nothing", "", "__proto__"];

function request(chance: Chance): Record<string, unknown> {
  const value = () =>
    chance.pick([
      NULL,
      { msgpack: chance.bytes(40) },
      { json: Buffer.from(JSON.stringify(chance.json())) },
      {},
      undefined,
    ]);
  return {
    typeName: chance.pick(TYPES),
    version: chance.pick([0, 1, 99]),
    config: value(),
    priorState: value(),
    currentState: value(),
    plannedState: value(),
    proposedNewState: value(),
    rawState: chance.pick([
      { json: Buffer.from(JSON.stringify(chance.json())) },
      { json: chance.bytes(9) },
      {},
    ]),
    priorPrivate: chance.bytes(8),
    plannedPrivate: chance.bytes(8),
    private: chance.bytes(8),
    id: chance.text(),
    name: chance.text(),
    terraformVersion: chance.text(),
  };
}

/** The plugin answers every frame: with a message, or with an error of the protocol. */
export const pluginCalls: TargetKind = {
  name: "calls of the plugin",
  share: 6,
  limit: 15_000,
  async start() {
    const own = createCertificate(new Date());
    const plugin = await startPlugin({
      create: () => createScalrProvider({ env: {} }),
      env: { PLUGIN_CLIENT_CERT: own.certificate },
      printed: new PrintedLines(),
    });
    const client = new HostClient(plugin.address, { own, plugin: plugin.certificate! });
    const service = serviceOf(TFPLUGIN6, "Provider");
    // To stop it is a call like others, and would end the fuzzing of it.
    const names = Object.keys(service).filter((name) => name !== "StopProvider");
    return {
      async run(chance, note) {
        const name = chance.pick(names);
        const { path, requestSerialize } = service[name]!;
        let bytes: Buffer;
        try {
          bytes = requestSerialize(request(chance) as never);
        } catch {
          bytes = chance.bytes(60);
        }
        const sent = chance.happens(0.5) ? chance.mutated(bytes) : bytes;
        note(`${name} ${sent.toString("hex")}`);
        const answer = await client.raw(path, sent).catch((error: Error) => error);
        const text = answer instanceof Error ? answer.message : answer.toString("utf8");
        if (
          /\bTypeError\b|\bRangeError\b|Cannot read prop|is not a function|is not iterable|\n\s+at /.test(
            text,
          )
        )
          throw new Find(`it broke: ${text}`);
        if (answer instanceof Error && /^14 |UNAVAILABLE/.test(text)) throw new Find(`it is gone: ${text}`);
      },
      async close() {
        client.close();
        plugin.end();
        await plugin.ended;
      },
    };
  },
};
