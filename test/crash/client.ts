/** A request that tells apart what a crash test must: answered, refused because the store failed, or broken off. */
export interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered.
  readonly body: any;
}

/** The simulator died, or its disk failed: whether the change was made is not known. */
export class Unsure extends Error {}

/** An answer that no crash and no disk excuses. */
export class Wrong extends Error {}

export async function request(
  url: string,
  method: string,
  path: string,
  token: string | null,
  body?: object | Buffer,
): Promise<Answer> {
  const isBytes = Buffer.isBuffer(body);
  let response: Response;
  let bytes: Buffer;
  try {
    response = await fetch(path.startsWith("http") ? path : `${url}/api/${path}`, {
      method,
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && {
          "Content-Type": isBytes
            ? "application/octet-stream"
            : path.startsWith("iacp")
              ? "application/vnd.api+json"
              : "application/json",
        }),
      },
      ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    bytes = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Unsure(`${method} ${path}: ${error}`, { cause: error });
  }
  const text = bytes.toString();
  if (response.status === 503) throw new Unsure(`${method} ${path}: ${text}`);
  if (response.status >= 500) throw new Wrong(`${method} ${path} was answered ${response.status}: ${text}`);
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  return { status: response.status, bytes, body: isJson ? JSON.parse(text) : text };
}

/** The same, which must be answered with this status. */
export async function expected(
  status: number,
  ...given: Parameters<typeof request>
): Promise<Answer["body"]> {
  const answer = await request(...given);
  if (answer.status === status) return answer.body;
  const [, method, path] = given;
  throw new Wrong(
    `${method} ${path} was answered ${answer.status}, not ${status}: ${answer.bytes.subarray(0, 500)}`,
  );
}
