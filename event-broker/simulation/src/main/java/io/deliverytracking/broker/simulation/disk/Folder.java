package io.deliverytracking.broker.simulation.disk;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory's names, with every state since they were last forced: a loss of power leaves one of these. So names of
 * one directory change in order, as on every file system with a journal; bytes, and names of other directories, need not.
 */
final class Folder {

    /** The names at one moment; never changed. */
    private record Names(Map<String, Inode> files, Map<String, Folder> folders) {

        static final Names NONE = new Names(Map.of(), Map.of());
    }

    private final List<Names> sinceForced = new ArrayList<>(List.of(Names.NONE));
    private boolean locked;

    private Names names() {
        return sinceForced.get(sinceForced.size() - 1);
    }

    List<String> files() {
        return new ArrayList<>(names().files().keySet());
    }

    List<String> folders() {
        return new ArrayList<>(names().folders().keySet());
    }

    @Nullable
    Inode file(String name) {
        return names().files().get(name);
    }

    @Nullable
    Folder folder(String name) {
        return names().folders().get(name);
    }

    void put(String name, Inode inode) {
        TreeMap<String, Inode> files = new TreeMap<>(names().files());
        files.put(name, inode);
        sinceForced.add(new Names(files, names().folders()));
    }

    void put(String name, Folder folder) {
        TreeMap<String, Folder> folders = new TreeMap<>(names().folders());
        folders.put(name, folder);
        sinceForced.add(new Names(names().files(), folders));
    }

    /** At once: no state between has both names, or none. */
    void renameFile(String from, String to) {
        TreeMap<String, Inode> files = new TreeMap<>(names().files());
        Inode moved = files.remove(from);
        if (moved != null) {
            files.put(to, moved);
            sinceForced.add(new Names(files, names().folders()));
        }
    }

    void renameFolder(String from, String to) {
        TreeMap<String, Folder> folders = new TreeMap<>(names().folders());
        Folder moved = folders.remove(from);
        if (moved != null) {
            folders.put(to, moved);
            sinceForced.add(new Names(names().files(), folders));
        }
    }

    boolean removeFile(String name) {
        TreeMap<String, Inode> files = new TreeMap<>(names().files());
        boolean removed = files.remove(name) != null;
        sinceForced.add(new Names(files, names().folders()));
        return removed;
    }

    boolean removeFolder(String name) {
        TreeMap<String, Folder> folders = new TreeMap<>(names().folders());
        boolean removed = folders.remove(name) != null;
        sinceForced.add(new Names(names().files(), folders));
        return removed;
    }

    void flush() {
        become(names());
    }

    private void become(Names names) {
        sinceForced.clear();
        sinceForced.add(names);
    }

    boolean tryLock() {
        boolean free = !locked;
        locked = true;
        return free;
    }

    void unlock() {
        locked = false;
    }

    /** The power goes: what is left is what there is from now on. */
    void losePower(PowerLoss loss) {
        int kept = loss.changesKept(sinceForced.size() - 1);
        become(sinceForced.get(kept));
        names().files().forEach((name, inode) -> inode.become(loss.contents(inode.forced(), inode.cached())));
        names().folders().forEach((name, folder) -> folder.losePower(loss));
        unlock();
    }

    Folder copy(IdentityHashMap<Inode, Inode> inodes, IdentityHashMap<Folder, Folder> copies) {
        Folder known = copies.get(this);
        if (known != null) {
            return known;
        }
        Folder copy = new Folder();
        copies.put(this, copy);
        copy.sinceForced.clear();
        for (Names names : sinceForced) {
            TreeMap<String, Inode> files = new TreeMap<>();
            names.files().forEach((name, inode) -> files.put(name, inode.copy(inodes)));
            TreeMap<String, Folder> folders = new TreeMap<>();
            names.folders().forEach((name, folder) -> folders.put(name, folder.copy(inodes, copies)));
            copy.sinceForced.add(new Names(files, folders));
        }
        return copy;
    }
}
