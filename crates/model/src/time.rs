//! A moment, in microseconds of UTC since 1970, so that views need no calendar in the browser.

use serde::{Deserialize, Serialize};

/// A moment in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

#[cfg(feature = "sql")]
mod sql {
    use super::Time;
    use chrono::{DateTime, Utc};
    use sqlx::{
        Decode, Encode, MySql, Type, encode::IsNull, error::BoxDynError, mysql::MySqlTypeInfo, mysql::MySqlValueRef,
    };

    impl Time {
        /// The moment as a calendar date and time.
        pub fn utc(self) -> DateTime<Utc> {
            DateTime::from_timestamp_micros(self.0).unwrap_or_default()
        }
    }

    impl From<DateTime<Utc>> for Time {
        fn from(at: DateTime<Utc>) -> Self {
            Self(at.timestamp_micros())
        }
    }

    impl Type<MySql> for Time {
        fn type_info() -> MySqlTypeInfo {
            <DateTime<Utc> as Type<MySql>>::type_info()
        }
        fn compatible(info: &MySqlTypeInfo) -> bool {
            <DateTime<Utc> as Type<MySql>>::compatible(info)
        }
    }

    impl<'r> Decode<'r, MySql> for Time {
        fn decode(value: MySqlValueRef<'r>) -> Result<Self, BoxDynError> {
            <DateTime<Utc> as Decode<'r, MySql>>::decode(value).map(Self::from)
        }
    }

    impl<'q> Encode<'q, MySql> for Time {
        fn encode_by_ref(&self, buf: &mut Vec<u8>) -> Result<IsNull, BoxDynError> {
            <DateTime<Utc> as Encode<'q, MySql>>::encode_by_ref(&self.utc(), buf)
        }
    }
}
