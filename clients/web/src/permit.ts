/** Whether anything may be kept in this browser, and what its consent manager says. */
export interface Permit {
    /** Resolved when the consent manager, if there is one, has said something. */
    known: Promise<unknown>;
    tcf(): string | undefined;
    gpc: boolean;
    /** Undefined while nobody knows. */
    may(): boolean | undefined;
    /** Undefined changes nothing. */
    set(storage: boolean | undefined): void;
}

interface TcData {
    tcString?: string;
    gdprApplies?: boolean;
    eventStatus?: string;
    purpose?: { consents?: Record<number, boolean> };
}

type TcfApi = (command: string, version: number, callback: (data: TcData, success: boolean) => void) => void;

/** @param changed told what holds now, at first and whenever it may be something else; must not throw */
export function createPermit(storage: boolean | undefined, changed: (may: boolean | undefined) => void): Permit {
    const tcfApi = (window as { __tcfapi?: TcfApi }).__tcfapi;
    const gpc = !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
    let tcf: string | undefined;
    let purpose1: boolean | undefined = tcfApi ? undefined : true;
    const may = () => (storage === false || (gpc && !storage) ? false : purpose1);

    const known = new Promise<void>((done) => {
        if (!tcfApi) return done();
        tcfApi('addEventListener', 2, (data, success) => {
            if (success) {
                tcf = data.tcString;
                // While it still asks, what it holds is not what the customer says.
                purpose1 =
                    data.gdprApplies === false ||
                    (data.eventStatus === 'cmpuishown' ? undefined : !!data.purpose?.consents?.[1]);
                changed(may());
            }
            done();
        });
    }).catch(() => {}); // a consent manager that does not work has not said yes
    changed(may());
    return {
        known,
        gpc,
        tcf: () => tcf || undefined,
        may,
        set(given) {
            storage = given ?? storage;
            changed(may());
        },
    };
}
