/**
 * Gives a process another time than the machine's: `node --import ./test/faults/skew.ts …` with FAULTS_SKEW_MILLISECONDS. Both of the
 * product's clocks read `Date`, the monotonic clock is left alone, as on a machine whose time is set wrong.
 */
const skewMilliseconds = Number(process.env['FAULTS_SKEW_MILLISECONDS'] ?? 0);
const machineDate = globalThis.Date;
const now = (): number => machineDate.now() + skewMilliseconds;

if (skewMilliseconds !== 0) {
  globalThis.Date = new Proxy(machineDate, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
