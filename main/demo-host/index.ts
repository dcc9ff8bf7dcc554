/** The embedded demo host: a whole hosting set-up on loopback with planted faults, for `faultline demo` and for tests. */
export { listDemoFaults, UnknownDemoFaultError, type DemoFault } from './faults.ts';
export { startDemoHost, type DemoHost } from './start-demo-host.ts';
