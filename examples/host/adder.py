# Calls a guest from Python; Script.java runs it, with the module as the variable `guest`.
exports = guest.newInstance({'env': {'hostLogUint32': lambda value: print('logged:', value % 2**32)}}).exports
try:
    exports._start()
except BaseException as exit:
    # A program may end with proc_exit(0): its exports can be called all the same. Any other end is an error.
    if getattr(exit, 'kind', None) != 'exit' or exit.status != 0:
        raise
print('result:', exports.add(1, 41))
