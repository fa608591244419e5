import { document } from "../api/support.js";
import { expected } from "./client.js";
import type { Ledger, TypeName } from "./ledger.js";

/** What every round needs and all lives share. */
export interface Target {
  readonly url: string;
  readonly token: string;
}

type Attributes = Readonly<Record<string, unknown>>;
type Links = Readonly<Record<string, string | readonly string[] | null>>;

/** Sends changes and writes down in the ledger what was sent and what was acknowledged. */
export class Writer {
  constructor(
    private readonly target: Target,
    private readonly ledger: Ledger,
  ) {}

  create(type: TypeName, attributes: Attributes, links: Links = {}): Promise<string> {
    const body = document(type, attributes, links);
    return this.ledger.create(type, { ...attributes, ...links }, async () => {
      const answer = await this.send(201, "POST", type, body);
      return answer.data.id;
    });
  }

  update(type: TypeName, id: string, attributes: Attributes, links: Links = {}): Promise<void> {
    const body = document(type, attributes, links, id);
    return this.ledger.change(type, id, { ...attributes, ...links }, () =>
      this.send(200, "PATCH", `${type}/${id}`, body),
    );
  }

  delete(type: TypeName, id: string): Promise<void> {
    return this.ledger.change(type, id, null, () => this.send(204, "DELETE", `${type}/${id}`));
  }

  /** A configuration version of a workspace with its archive. */
  async upload(workspace: string, content: Buffer): Promise<string> {
    let link = "";
    const body = document("configuration-versions", { "auto-queue-runs": false }, { workspace });
    const id = await this.ledger.create("configuration-versions", { workspace }, async () => {
      const { data } = await this.send(201, "POST", "configuration-versions", body);
      link = data.links.upload;
      return data.id;
    });
    const upload = { content, acknowledged: false };
    this.ledger.uploads.set(id, upload);
    await expected(200, this.target.url, "PUT", link, null, content);
    upload.acknowledged = true;
    this.ledger.acknowledged++;
    return id;
  }

  private send(status: number, method: string, path: string, body?: object) {
    return expected(status, this.target.url, method, `iacp/v3/${path}`, this.target.token, body);
  }
}

/**
 * Creates, changes, links, uploads, queues and deletes until the simulator dies or its disk fails. A change sets
 * several fields at once, so that half of one would show.
 */
export async function write(
  writer: Writer,
  name: string,
  shared: { readonly pool: string; readonly archives: readonly Buffer[] },
): Promise<never> {
  for (let i = 0; ; i++) {
    const environment = await writer.create("environments", { name: `${name}-${i}` });
    const workspace = await writer.create(
      "workspaces",
      { name: `${name}-${i}`, "auto-apply": true },
      { environment, "agent-pool": shared.pool },
    );
    const version = await writer.upload(workspace, shared.archives[i % shared.archives.length]!);
    for (const number of [1, 2])
      await writer.create(
        "runs",
        { message: `${name}-${i}-${number}`, "auto-apply": true },
        { workspace, "configuration-version": version },
      );
    const pool = await writer.create(
      "agent-pools",
      { name: `${name}-${i}`, "is-shared": false },
      { environments: [environment] },
    );
    await writer.update("environments", environment, { name: `${name}-${i}-changed` });
    await writer.update("workspaces", workspace, {
      name: `${name}-${i}-changed`,
      "working-directory": `folder-${i}`,
    });
    await writer.delete("agent-pools", pool);
    const gone = await writer.create("environments", { name: `${name}-${i}-gone` });
    await writer.delete("environments", gone);
  }
}
