/** The provider that the registry serves, with its checksums and signature. */
import { createHash } from "node:crypto";
import type { Store } from "../../core/schema.js";
import type { ServedProvider } from "../../platform/start/options.js";
import { type Signature, SigningKey } from "./signing-key.js";

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
};

/** The files of the provider's release. Each is created at the first request for it. */
export class Shelf {
  private readonly key: SigningKey;
  /** The zip, the same for all platforms. */
  readonly archive: () => Promise<Buffer>;
  /** Its SHA-256, in hexadecimal. */
  readonly checksum: () => Promise<string>;
  /** The checksums of the files of all platforms, as `sha256sum` writes them. */
  readonly checksums: () => Promise<string>;
  /** The detached signature of the checksums, and the key that it is verified by. */
  readonly signature: () => Promise<Signature>;

  constructor(
    readonly provider: ServedProvider,
    store: Store,
  ) {
    this.key = new SigningKey(store);
    this.archive = once(() => provider.archive());
    this.checksum = once(async () =>
      createHash("sha256")
        .update(await this.archive())
        .digest("hex"),
    );
    this.checksums = once(async () => {
      const checksum = await this.checksum();
      return provider.platforms.map((platform) => `${checksum}  ${this.fileName(platform)}\n`).join("");
    });
    this.signature = once(async () => this.key.sign(await this.checksums()));
  }

  /** The name of a platform's zip. */
  fileName(platform: string): string {
    return `${this.stem}_${platform}.zip`;
  }

  get checksumsName(): string {
    return `${this.stem}_SHA256SUMS`;
  }

  private get stem(): string {
    const { type, version } = this.provider;
    return `terraform-provider-${type}_${version}`;
  }
}
