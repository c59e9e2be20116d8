// Loaded into the program that tools/bootstrap.mjs starts. When the bootstrap is killed without notice, the channel to
// it breaks, and the program is asked to stop as if by SIGTERM: no server stays behind on the port.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
