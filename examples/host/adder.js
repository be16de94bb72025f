// Calls a guest from JavaScript; Script.java runs it, with the module as the variable `guest`.
const { exports } = guest.newInstance({
    env: { hostLogUint32: value => console.log(`logged: ${value >>> 0}`) },
});
try {
    exports._start();
} catch (exit) {
    // A program may end with proc_exit(0): its exports can be called all the same. Any other end is an error.
    if (exit.kind !== 'exit' || exit.status !== 0) throw exit;
}
console.log(`result: ${exports.add(1, 41)}`);
