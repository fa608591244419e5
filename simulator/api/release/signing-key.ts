import type { Store } from "../../core/schema.js";

/** A detached OpenPGP signature, and the public key by which it is verified. */
export interface Signature {
  readonly bytes: Buffer;
  /** Sixteen hexadecimal digits. */
  readonly keyId: string;
  /** The public key in ASCII armor. */
  readonly publicKey: string;
}

/** The file of the private key. It is beside the files of the store, and in none of its snapshots. */
const KEY = "registry/signing-key";

/** The sandbox's own OpenPGP key. It is created for the first signature and kept as long as the data. */
export class SigningKey {
  constructor(private readonly store: Store) {}

  /** Signs a text. OpenPGP is loaded now: most sandboxes sign nothing. */
  async sign(text: string): Promise<Signature> {
    const openpgp = await import("openpgp");
    const { blobs } = this.store;
    if ((await blobs.size(KEY)) === null) {
      const made = await openpgp.generateKey({
        // What every version of both programs can verify.
        type: "rsa",
        rsaBits: 3072,
        userIDs: [{ name: "scalr-sandbox", comment: "a local sandbox's own key" }],
        format: "armored",
      });
      await blobs.put(KEY, made.privateKey);
    }
    const privateKey = await openpgp.readPrivateKey({ armoredKey: (await blobs.read(KEY)).toString() });
    const message = await openpgp.createMessage({ binary: Buffer.from(text) });
    const bytes = await openpgp.sign({
      message,
      signingKeys: privateKey,
      detached: true,
      format: "binary",
    });
    return {
      bytes: Buffer.from(bytes as Uint8Array),
      keyId: privateKey.getKeyID().toHex().toUpperCase(),
      publicKey: privateKey.toPublic().armor(),
    };
  }
}
