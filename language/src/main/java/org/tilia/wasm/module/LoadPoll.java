package org.tilia.wasm.module;

/**
 * By what the loading of a module is ended, however large the module is: its parts say when they come to another item, such as
 * a definition, an instruction or a token, and now and then that runs the poll. What the poll throws ends the loading.
 */
public final class LoadPoll {

    /** So many that they cost much more than the poll, and take far less than a thousandth of a second. */
    private static final int ITEMS = 1024;

    private final Runnable poll;
    private int items;

    /** @param poll is run in the thread that loads */
    public LoadPoll(Runnable poll) {
        this.poll = poll;
    }

    /** One for what nobody ends. */
    public static LoadPoll none() {
        return new LoadPoll(() -> {
        });
    }

    /** Another item is begun. */
    public void item() {
        if (++items % ITEMS == 0) {
            poll.run();
        }
    }

    /** Something is begun that may take as long as many items, such as a function. */
    public void manyItems() {
        poll.run();
    }
}
