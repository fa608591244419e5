/** Values in MessagePack, as plugin protocol 6 carries them. */
export { fromMsgpack } from "./decode.js";
export { toMsgpack } from "./encode.js";
