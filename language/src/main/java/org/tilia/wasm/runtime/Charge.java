package org.tilia.wasm.runtime;

/** What one object takes from a budget until it is collected. */
class Charge implements Runnable {

    private final Budget budget;
    private volatile long amount;
    private volatile Runnable release;

    /** @param amount has been taken from the budget */
    Charge(Budget budget, long amount) {
        this.budget = budget;
        this.amount = amount;
    }

    /** What has been charged. */
    final long amount() {
        return amount;
    }

    /** Ends the charge when the object is collected. */
    final void endsWith(Object object) {
        Collection.CLEANER.register(object, this);
    }

    /** What else is to be done then; it does not hold the object. */
    final void releasing(Runnable action) {
        release = action;
    }

    /** Charges more, unless it is too much; callers hold the object's lock. */
    boolean add(long more) {
        if (!budget.takeMore(more)) {
            return false;
        }
        amount += more;
        return true;
    }

    final void subtract(long less) {
        amount -= less;
        budget.giveBack(less);
    }

    @Override
    public final void run() {
        budget.giveBack(amount);
        if (release != null) {
            release.run();
        }
    }
}
