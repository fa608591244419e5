declare module "fs-native-extensions" {
  const native: {
    /** Takes the file's lock (an open file description lock of fcntl); false when somebody else has it. */
    tryLock(fd: number): boolean;
  };
  export default native;
}
