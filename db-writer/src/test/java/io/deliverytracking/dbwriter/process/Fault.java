package io.deliverytracking.dbwriter.process;

/** Somebody is taken away in the middle of his work. */
enum Fault {
    /** SIGKILL to a writer; another one comes. */
    WRITER_KILLED {
        @Override
        String strike(FaultScene scene) {
            return scene.crew().killAny();
        }
    },
    /** SIGSTOP to a writer until its group has thrown it out, then SIGCONT: it doesn't know that it was overtaken. */
    WRITER_FROZEN {
        @Override
        String strike(FaultScene scene) {
            return scene.crew().freezeAny();
        }
    },
    /** The server ends one of the writers' sessions, as an administrator would have it do. */
    SESSION_TERMINATED {
        @Override
        String strike(FaultScene scene) {
            return scene.terminateAnySession();
        }
    },
    /** SIGKILL to the process behind one of the writers' sessions: the server ends all of them, and recovers. */
    BACKEND_KILLED {
        @Override
        String strike(FaultScene scene) {
            return scene.killAnyBackend();
        }
    },
    /** SIGKILL to the first process of the server alone; started again after a while. */
    POSTMASTER_KILLED {
        @Override
        String strike(FaultScene scene) {
            scene.postgres().killPostmaster();
            return scene.outage();
        }
    },
    /** SIGKILL to all processes of the server at once; started again after a while. */
    SERVER_KILLED {
        @Override
        String strike(FaultScene scene) {
            scene.postgres().kill();
            return scene.outage();
        }
    };

    /** Does it, and returns to whom it was done. */
    abstract String strike(FaultScene scene);
}
